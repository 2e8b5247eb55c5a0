import Glibc

/// A bound TCP socket that processes are given to accept from.
package final class ListeningSocket: Sendable {
    package let descriptor: Int32
    package let port: Int

    /// How many connections wait for an `accept` before the kernel turns them away: a burst of clients that reconnect at once.
    static let backlog: Int32 = 4_096

    /// Binds and listens.
    ///
    /// - Parameters:
    ///   - host: An IPv4 address in numbers.
    ///   - port: 0 lets the system choose.
    ///   - isShareable: Whether a later supervisor may bind the same address beside it (SO_REUSEPORT).
    /// - Throws: ``ProcessFailure``.
    package init(host: String, port: Int, isShareable: Bool = false) throws(ProcessFailure) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw ProcessFailure("make a socket", errno: errno) }
        do throws(ProcessFailure) {
            try Self.set(SO_REUSEADDR, on: descriptor)
            if isShareable { try Self.set(SO_REUSEPORT, on: descriptor) }
            try Self.bind(descriptor, host: host, port: port)
            guard listen(descriptor, Self.backlog) == 0 else {
                throw ProcessFailure("listen on \(host):\(port)", errno: errno)
            }
            guard let bound = Self.port(of: descriptor) else { throw ProcessFailure("read the address", errno: errno) }
            self.port = bound
        } catch {
            close(descriptor)
            throw error
        }
        self.descriptor = descriptor
    }

    /// Takes over a descriptor of a socket that listens on this port.
    ///
    /// - Returns: nil, with the descriptor left open, when it is something else.
    package init?(adopting descriptor: Int32, port: Int) {
        guard Self.isListening(descriptor), Self.port(of: descriptor) == port else { return nil }
        self.descriptor = descriptor
        self.port = port
    }

    deinit {
        close(descriptor)
    }

    private static func bind(_ descriptor: Int32, host: String, port: Int) throws(ProcessFailure) {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
        guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
            throw ProcessFailure("use '\(host)', which is no IPv4 address,", errno: EINVAL)
        }
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { unsafe Glibc.bind(descriptor, $0, size) }
        }
        guard result == 0 else { throw ProcessFailure("bind \(host):\(port)", errno: errno) }
    }

    private static func set(_ option: Int32, on descriptor: Int32) throws(ProcessFailure) {
        var on: Int32 = 1
        guard unsafe setsockopt(descriptor, SOL_SOCKET, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0 else {
            throw ProcessFailure("set a socket option", errno: errno)
        }
    }

    private static func port(of descriptor: Int32) -> Int? {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe getsockname(descriptor, $0, &size)
            }
        }
        guard result == 0, address.sin_family == sa_family_t(AF_INET) else { return nil }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value == 1
    }
}
