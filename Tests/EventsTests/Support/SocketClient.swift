import MeshCore
import MeshTestKit

/// A client of a WebSocket, byte by byte.
struct SocketClient {
    private let socket: RawSocket
    private let head: String

    /// A frame that the server has sent, unmasked.
    struct Frame: Equatable {
        let opcode: UInt8
        let payload: [UInt8]
        var json: JSONValue { (try? JSONValue(parsing: payload)) ?? .null }
    }

    /// Asks for a WebSocket, and waits for the head of the answer.
    init(_ path: String, at port: Int, token: String = "admin") async throws {
        let socket = try await RawSocket.connect(port: port)
        self.socket = socket
        try await socket.send(
            Array(
                """
                GET \(path) HTTP/1.1\r
                Host: localhost\r
                Connection: Upgrade\r
                Upgrade: websocket\r
                Sec-WebSocket-Version: 13\r
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
                Authorization: Bearer \(token)\r
                \r\n
                """.utf8))
        try await waitUntil("the answer begins", state: { socket.received.text }) {
            socket.received.text.contains("\r\n\r\n")
        }
        head = String(socket.received.text.prefix(while: { $0 != "\r\n" }))
    }

    /// The first line of the answer.
    var status: String { head }
    var text: String { socket.received.text }

    /// The frames that have come so far.
    var frames: [Frame] {
        let bytes = socket.received.bytes
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: Array("\r\n\r\n".utf8)) }) else {
            return []
        }
        var rest = bytes[(end + 4)...]
        var frames: [Frame] = []
        while rest.count >= 2 {
            let first = rest.startIndex
            var (start, count) = (first + 2, Int(rest[first + 1]))
            if count == 126 {
                guard rest.count >= 4 else { break }
                (start, count) = (first + 4, Int(rest[first + 2]) << 8 | Int(rest[first + 3]))
            }
            guard rest.endIndex - start >= count else { break }
            frames.append(Frame(opcode: rest[first] & 0x0F, payload: Array(rest[start..<start + count])))
            rest = rest[(start + count)...]
        }
        return frames
    }

    /// Waits until so many frames of a kind have come.
    func wait(for count: Int, _ opcode: UInt8 = 1) async throws -> [Frame] {
        try await waitUntil("\(count) frames", limit: .seconds(20), state: { "\(frames.count): \(text.suffix(300))" }) {
            frames.count { $0.opcode == opcode } >= count
        }
        return frames.filter { $0.opcode == opcode }
    }

    /// Sends a masked frame.
    func send(_ opcode: UInt8, _ payload: [UInt8] = []) async throws {
        let mask: [UInt8] = [1, 2, 3, 4]
        try await socket.send(
            [0x80 | opcode, 0x80 | UInt8(payload.count)] + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] })
    }

    /// Waits until the server has ended the connection.
    func waitForEnd() async throws {
        try await waitUntil("the connection ends", limit: .seconds(20), state: { text }) {
            socket.received.isClosed || socket.received.isHalfClosed
        }
    }
}
