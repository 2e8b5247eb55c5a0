import Glibc
import NIOPosix

/// Asks the system's resolver.
package enum AddressLookup {
    /// Why a name has no addresses.
    package enum Failure: Error {
        /// The code of `getaddrinfo`.
        case notResolved(code: Int32)
    }

    /// All addresses of a name, as numbers, in the order in which the system would try them.
    ///
    /// - Throws: ``Failure``.
    package static func resolve(_ host: String) async throws -> [String] {
        try await NIOThreadPool.singleton.runIfActive { try addresses(of: host) }
    }

    /// All addresses of a name, as numbers. It blocks, so it is called on a thread that may.
    ///
    /// - Throws: ``Failure``.
    static func addresses(of host: String) throws(Failure) -> [String] {
        var hints = unsafe addrinfo()
        unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        unsafe hints.ai_family = AF_UNSPEC
        var list: UnsafeMutablePointer<addrinfo>?
        let code = unsafe getaddrinfo(host, nil, &hints, &list)
        guard code == 0 else { throw .notResolved(code: code) }
        // The list is ours until it is freed; it ends with a null.
        defer { unsafe freeaddrinfo(list) }
        var addresses: [String] = []
        var entry = unsafe list
        while let found = unsafe entry {
            if let text = unsafe text(of: found.pointee) { addresses.append(text) }
            unsafe entry = found.pointee.ai_next
        }
        return addresses
    }

    private static func text(of entry: addrinfo) -> String? {
        var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let code = unsafe getnameinfo(
            entry.ai_addr, entry.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
        guard code == 0 else { return nil }
        return String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
