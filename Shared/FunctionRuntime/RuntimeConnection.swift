import Glibc

/// The one connection of a handler to its Runtime API: HTTP/1.1, one request after the other, by blocking calls.
///
/// A handler's process does one thing at a time, so there is nothing that another thread could do meanwhile; and a process
/// that loads no more than this has started in a few milliseconds.
final class RuntimeConnection {
    private let authority: String
    private let address: sockaddr_in
    private var descriptor: Int32 = -1
    /// Bytes that were read and not used.
    private var unread: [UInt8] = []
    /// Requests that go out with the next one, and how many they are.
    private var held: [UInt8] = []
    private var heldCount = 0

    /// The longest head that is read.
    private static let headLimit = 64 * 1024

    /// - Parameter authority: `host:port` with an address of IPv4.
    /// - Throws: ``LambdaRuntimeError/noRuntimeAPI`` when it is none.
    init(authority: String) throws(LambdaRuntimeError) {
        let parts = authority.split(separator: ":")
        guard parts.count == 2, let port = UInt16(parts[1]) else { throw .noRuntimeAPI }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        let host = parts[0] == "localhost" ? "127.0.0.1" : String(parts[0])
        guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else { throw .noRuntimeAPI }
        self.authority = authority
        self.address = address
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Sends a request in one piece and waits for its answer, as long as it takes.
    ///
    /// - Throws: ``LambdaRuntimeError/disconnected(_:)``.
    func send(
        _ method: String, _ path: String, fields: [(String, String)] = [], body: [UInt8] = []
    ) throws(LambdaRuntimeError) -> RuntimeAnswer {
        try write(held + message(method, path, fields, body))
        held = []
        // What the Runtime API says to an answer changes nothing.
        while heldCount > 0 {
            heldCount -= 1
            _ = try readAnswer()
        }
        return try readAnswer()
    }

    /// Keeps a request back until the next one: both leave in one piece (RFC 9112, section 9.3.2).
    func hold(_ method: String, _ path: String, fields: [(String, String)], body: [UInt8]) {
        held += message(method, path, fields, body)
        heldCount += 1
    }

    private func message(
        _ method: String, _ path: String, _ fields: [(String, String)], _ body: [UInt8]
    ) -> [UInt8] {
        var message = head(method, path, fields)
        if method != "GET" { message += Array("content-length: \(body.count)\r\n".utf8) }
        message += Array("\r\n".utf8)
        message += body
        return message
    }

    /// Begins a request whose body comes in chunks.
    ///
    /// - Throws: ``LambdaRuntimeError/disconnected(_:)``.
    func beginChunked(_ path: String, fields: [(String, String)]) throws(LambdaRuntimeError) {
        try write(head("POST", path, fields) + Array("transfer-encoding: chunked\r\n\r\n".utf8))
    }

    /// Sends a chunk.
    ///
    /// - Throws: ``LambdaRuntimeError/disconnected(_:)``.
    func writeChunk(_ bytes: [UInt8]) throws(LambdaRuntimeError) {
        // An empty chunk would end the message.
        guard !bytes.isEmpty else { return }
        try write(Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8))
    }

    /// Ends a request whose body came in chunks, and waits for its answer.
    ///
    /// - Throws: ``LambdaRuntimeError/disconnected(_:)``.
    func endChunked(trailers: [(String, String)]) throws(LambdaRuntimeError) -> RuntimeAnswer {
        var end = "0\r\n"
        for (name, value) in trailers { end += "\(name): \(value)\r\n" }
        try write(Array((end + "\r\n").utf8))
        return try readAnswer()
    }

    private func head(_ method: String, _ path: String, _ fields: [(String, String)]) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nhost: \(authority)\r\nuser-agent: orrery-function-runtime\r\n"
        for (name, value) in fields { text += "\(name): \(value)\r\n" }
        return Array(text.utf8)
    }

    private func write(_ bytes: [UInt8]) throws(LambdaRuntimeError) {
        if descriptor < 0 { try connect() }
        var offset = 0
        while offset < bytes.count {
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe Glibc.send(
                    descriptor, buffer.baseAddress?.advanced(by: offset), buffer.count - offset,
                    Int32(MSG_NOSIGNAL))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw disconnect("write") }
            offset += count
        }
    }

    private func connect() throws(LambdaRuntimeError) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw disconnect("socket") }
        let isConnected = unsafe withUnsafePointer(to: address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw disconnect("connect") }
        var one: Int32 = 1
        unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
    }

    private func readAnswer() throws(LambdaRuntimeError) -> RuntimeAnswer {
        while true {
            let head = try readHead()
            var lines = head.split(separator: "\r\n")
            guard let first = lines.first,
                let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
            else { throw disconnect("read") }
            lines.removeFirst()
            var fields: [String: String] = [:]
            for line in lines {
                guard let colon = line.firstIndex(of: ":") else { continue }
                let value = line[line.index(after: colon)...]
                fields[line[..<colon].lowercased()] = String(value.trimmingPrefix { $0 == " " })
            }
            // An interim answer is not the one that is waited for.
            if status < 200 { continue }
            let length = fields["content-length"].flatMap { Int($0) } ?? 0
            return RuntimeAnswer(status: status, fields: fields, body: try take(length))
        }
    }

    /// The lines up to the empty one.
    private func readHead() throws(LambdaRuntimeError) -> String {
        var searched = 0
        while true {
            if let end = endOfHead(from: max(0, searched - 3)) {
                let head = String(decoding: unread[..<end], as: UTF8.self)
                unread.removeFirst(end + 4)
                return head
            }
            searched = unread.count
            guard unread.count < Self.headLimit else { throw disconnect("read") }
            try fill(16 * 1024)
        }
    }

    private func endOfHead(from start: Int) -> Int? {
        guard unread.count >= 4 else { return nil }
        var index = start
        while index + 4 <= unread.count {
            if unread[index] == 13, unread[index + 1] == 10, unread[index + 2] == 13, unread[index + 3] == 10 {
                return index
            }
            index += 1
        }
        return nil
    }

    private func take(_ count: Int) throws(LambdaRuntimeError) -> [UInt8] {
        while unread.count < count { try fill(min(max(count - unread.count, 16 * 1024), 1 << 20)) }
        let bytes = Array(unread[..<count])
        unread.removeFirst(count)
        return bytes
    }

    private func fill(_ size: Int) throws(LambdaRuntimeError) {
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw disconnect("read") }
            unread += chunk[..<count]
            return
        }
    }

    private func disconnect(_ action: String) -> LambdaRuntimeError {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        unread = []
        return .disconnected(action)
    }
}
