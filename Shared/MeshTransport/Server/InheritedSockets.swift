import Glibc

/// The listening sockets that the process was started with, by the protocol of systemd's sd_listen_fds(3): `LISTEN_FDS` is
/// their number, from descriptor 3 on; `LISTEN_FDNAMES` their names, separated by colons; `LISTEN_PID`, if it is there,
/// the process that they are for.
package enum InheritedSockets {
    /// One inherited socket.
    package struct Socket: Sendable, Equatable {
        package var descriptor: Int32
        /// Its name, or `unknown` as in systemd.
        package var name: String

        package var listener: Listener { .inherited(descriptor) }
    }

    /// What is wrong with the environment or its descriptors.
    package enum Failure: Error, Equatable {
        /// A variable does not hold what the protocol says.
        case malformed(variable: String, value: String)
        /// A descriptor is no listening socket.
        case notListening(descriptor: Int32)
    }

    private static let firstDescriptor: Int32 = 3
    /// More sockets than any service has; a wrong number is found before descriptors are touched.
    private static let maximum = 64

    /// Reads them from the environment.
    ///
    /// - Returns: the sockets in their order; none when the variables are absent or meant for another process.
    /// - Throws: ``Failure`` when they contradict themselves or the descriptors.
    package static func fromEnvironment(
        _ environment: [String: String], processID: Int32 = getpid()
    ) throws(Failure) -> [Socket] {
        let sockets = try parse(environment, processID: processID)
        for socket in sockets {
            guard isListening(socket.descriptor) else { throw .notListening(descriptor: socket.descriptor) }
            // A child of this process must not hold the port open.
            _ = fcntl(socket.descriptor, F_SETFD, FD_CLOEXEC)
        }
        return sockets
    }

    /// Reads the variables alone.
    static func parse(_ environment: [String: String], processID: Int32) throws(Failure) -> [Socket] {
        guard let text = environment["LISTEN_FDS"], !text.isEmpty else { return [] }
        guard let count = Int(text), (0...maximum).contains(count) else {
            throw .malformed(variable: "LISTEN_FDS", value: text)
        }
        if let text = environment["LISTEN_PID"], !text.isEmpty {
            guard let intended = Int32(text) else { throw .malformed(variable: "LISTEN_PID", value: text) }
            guard intended == processID || intended == 0 else { return [] }
        }
        let names = environment["LISTEN_FDNAMES"].map {
            $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }
        if let names, names.count != count {
            throw .malformed(variable: "LISTEN_FDNAMES", value: environment["LISTEN_FDNAMES"] ?? "")
        }
        return (0..<count).map { Socket(descriptor: firstDescriptor + Int32($0), name: names?[$0] ?? "unknown") }
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var value: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        // The kernel writes at most `size` octets into `value`, which outlives the call.
        return unsafe getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &value, &size) == 0 && value != 0
    }
}
