import Glibc
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// Takes connections from a listening socket that other processes accept from as well.
///
/// The kernel wakes every process that waits on the socket, and all but one find nothing to accept. NIO's server channel holds
/// that for a fault of its own (its assertion ends a program built for debugging), so a thread that sleeps in poll(2)
/// accepts here, and hands each connection to an event loop.
final class SharedListener: Sendable {
    /// Connections taken in one go, before the limit is looked at again.
    private static let burst = 16
    /// The wait when the process or the system has no descriptor or memory left, in milliseconds: something has to be closed first.
    private static let scarcityPause: Int32 = 100

    let localAddress: SocketAddress?
    private let descriptor: Int32
    private let cap: ConnectionCap
    private let logger: Logger
    private let serve: @Sendable (Int32) -> Void
    /// A pipe that wakes the thread.
    private let bell: (read: Int32, write: Int32)
    private let isClosed = Mutex(false)
    private let ended: EventLoopPromise<Void>
    private let pool = NIOThreadPool(numberOfThreads: 1)

    /// - Parameters:
    ///   - descriptor: A socket that listens; closed when this is.
    ///   - cap: Counts each connection before it is served; whoever serves it counts it out.
    ///   - serve: Takes a connection, on the listener's thread.
    /// - Throws: `IOError`.
    init(
        descriptor: Int32, cap: ConnectionCap, group: any EventLoopGroup, logger: Logger,
        serve: @escaping @Sendable (Int32) -> Void
    ) throws {
        var ends: [Int32] = [0, 0]
        guard unsafe pipe(&ends) == 0 else { throw IOError(errnoCode: errno, reason: "pipe") }
        bell = (ends[0], ends[1])
        for descriptor in [bell.read, bell.write, descriptor] {
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
        }
        self.descriptor = descriptor
        self.cap = cap
        self.logger = logger
        self.serve = serve
        localAddress = Self.address(of: descriptor)
        ended = group.any().makePromise()
    }

    deinit {
        Glibc.close(bell.read)
        Glibc.close(bell.write)
    }

    /// Whether a descriptor is a TCP socket.
    static func isTCP(_ descriptor: Int32) -> Bool {
        switch address(of: descriptor) {
        case .v4, .v6: true
        case .unixDomainSocket, nil: false
        }
    }

    /// Begins to take connections.
    func start() {
        pool.start()
        pool.submit { _ in
            self.accept()
            Glibc.close(self.descriptor)
            self.ended.succeed()
            // Its one thread has nothing more to do, and nobody waits for that.
            self.pool.shutdownGracefully { _ in }
        }
    }

    /// Takes no further connection; done when the descriptor is closed.
    func close() -> EventLoopFuture<Void> {
        isClosed.withLock { $0 = true }
        ring()
        return ended.futureResult
    }

    private func accept() {
        while !isClosed.withLock({ $0 }) {
            let isAllowed = cap.allows(orResume: { [weak self] in self?.ring() })
            var entries = [pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0)]
            if isAllowed { entries.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)) }
            guard unsafe poll(&entries, nfds_t(entries.count), -1) > 0 else { continue }
            if entries[0].revents != 0 { answerBell() } else { takeBurst() }
        }
    }

    private func takeBurst() {
        for _ in 0..<Self.burst {
            let connection = Glibc.accept(descriptor, nil, nil)
            guard connection >= 0 else { return pauseIfScarce(errno) }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            _ = fcntl(connection, F_SETFL, fcntl(connection, F_GETFL) | O_NONBLOCK)
            cap.add()
            serve(connection)
        }
    }

    /// Another process was faster, or the client has gone: that is nothing. Without descriptors or memory it waits a little.
    private func pauseIfScarce(_ error: Int32) {
        guard [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(error) else { return }
        logger.warning("Cannot take connections", metadata: ["errno": "\(error)", "connections": "\(cap.current)"])
        var entry = pollfd(fd: bell.read, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&entry, 1, Self.scarcityPause)
    }

    private func ring() {
        // A full pipe wakes the thread as well as one octet more.
        unsafe withUnsafeBytes(of: UInt8(1)) { unsafe _ = write(bell.write, $0.baseAddress, $0.count) }
    }

    private func answerBell() {
        var octets = [UInt8](repeating: 0, count: 64)
        while unsafe octets.withUnsafeMutableBytes({ unsafe read(bell.read, $0.baseAddress, $0.count) }) > 0 {}
    }

    private static func address(of descriptor: Int32) -> SocketAddress? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        // The kernel writes at most `size` octets into `storage`, which outlives the call, and each family's address begins there.
        return unsafe withUnsafeMutablePointer(to: &storage) { storage in
            unsafe storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic -> SocketAddress? in
                guard unsafe getsockname(descriptor, generic, &size) == 0 else { return nil }
                switch unsafe Int32(generic.pointee.sa_family) {
                case AF_INET:
                    return unsafe generic.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                        unsafe SocketAddress($0.pointee, host: "")
                    }
                case AF_INET6:
                    return unsafe generic.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                        unsafe SocketAddress($0.pointee, host: "")
                    }
                default: return nil
                }
            }
        }
    }
}
