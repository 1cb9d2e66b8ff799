// Whatever leads out: to the test's own listeners, to the machine, to the world.
const net = require('node:net');
const dgram = require('node:dgram');
const dns = require('node:dns');
const http = require('node:http');
const connect = (options) => (done) => {
  const socket = net.connect(options, () => {
    socket.end('hello');
    done(undefined, 'connected');
  });
  socket.on('error', done);
};
const all = async () => {
  await attemptLater('loopback', connect({ host: '127.0.0.1', port: facts.port }));
  await attemptLater('loopback by another name', connect({ host: '127.9.8.7', port: facts.port }));
  await attemptLater('all addresses', connect({ host: '0.0.0.0', port: facts.port }));
  await attemptLater('loopback, IPv6', connect({ host: '::1', port: facts.port6 }));
  await attemptLater('a UNIX socket', connect({ path: facts.socket }));
  await attemptLater('an abstract UNIX socket', connect({ path: facts.abstract }));
  await attemptLater('a datagram', (done) => {
    const socket = dgram.createSocket('udp4');
    socket.on('error', done);
    socket.send('hello', facts.udpPort, '127.0.0.1', done);
  });
  await attemptLater('HTTP', (done) => {
    http.get({ host: '127.0.0.1', port: facts.port }, () => done()).on('error', done);
  });
  await attemptLater('fetch', (done) => {
    const request = fetch(`http://127.0.0.1:${facts.port}/`);
    request.then(
      () => done(),
      (error) => done(error.cause ?? error),
    );
  });
  await attemptLater('listening', (done) => {
    const server = net.createServer().on('error', done);
    server.listen(0, '127.0.0.1', () => {
      server.close();
      done();
    });
  });
  await attemptLater('listening on a UNIX socket', (done) => {
    const server = net.createServer().on('error', done);
    server.listen('\0next-submission', () => {
      server.close();
      done();
    });
  });
  await attemptLater('the debugger port', (done) => {
    const inspector = require('node:inspector');
    inspector.open(0, '127.0.0.1');
    const url = inspector.url();
    inspector.close();
    done(url === undefined ? 'not open' : undefined, url);
  });
  if (process.ppid !== 1) return; // Out of the machine only from inside.
  await attemptLater('outside', connect({ host: '192.0.2.1', port: 80 }), 2_000);
  await attemptLater(
    'the metadata of a cloud',
    connect({ host: '169.254.169.254', port: 80 }),
    2_000,
  );
  await attemptLater('a name', (done) => dns.lookup('example.org', done));
  await attemptLater('a name server', (done) => dns.resolve4('example.org', done));
};
all().then(() => process.exit(0));
