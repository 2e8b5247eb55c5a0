import Testing

@testable import MeshRuntime

@Suite("Frames of a WebSocket")
struct WebSocketFrameTests {
    private static func masked(_ head: UInt8, _ payload: [UInt8], length: [UInt8]? = nil) -> [UInt8] {
        let mask: [UInt8] = [0x37, 0xFA, 0x21, 0x3D]
        var length = length ?? [UInt8(payload.count)]
        length[0] |= 0x80
        return [head] + length + mask + payload.enumerated().map { $1 ^ mask[$0 % 4] }
    }

    private static func written(_ frame: WebSocketFrame) -> [UInt8] {
        var bytes: [UInt8] = []
        frame.write(to: &bytes)
        return bytes
    }

    @Test("The specification's examples are read and written (RFC 6455, section 5.7)")
    func examples() throws {
        var reader = WebSocketFrameReader(limit: 100)
        let hello: [UInt8] = [0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]
        #expect(try reader.read(hello) == [WebSocketFrame(.text, Array("Hello".utf8))])
        #expect(Self.written(WebSocketFrame(.text, Array("Hello".utf8))) == [0x81, 0x05, 0x48, 0x65, 0x6C, 0x6C, 0x6F])
        #expect(Self.written(WebSocketFrame(.ping)) == [0x89, 0x00])
        #expect(Self.written(.close(.goingAway)) == [0x88, 0x02, 0x03, 0xE9])
        let long = [UInt8](repeating: 7, count: 256)
        #expect(Self.written(WebSocketFrame(.binary, long)).prefix(4) == [0x82, 0x7E, 0x01, 0x00])
        let longer = [UInt8](repeating: 7, count: 65_536)
        #expect(Self.written(WebSocketFrame(.binary, longer)).prefix(10) == [0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0])
    }

    @Test("Frames may come in any pieces, and several in one")
    func pieces() throws {
        let bytes =
            Self.masked(0x89, [1, 2, 3]) + Self.masked(0x81, [UInt8](repeating: 9, count: 300), length: [126, 1, 44])
            + Self.masked(0x8A, [])
        let expected = [
            WebSocketFrame(.ping, [1, 2, 3]), WebSocketFrame(.text, [UInt8](repeating: 9, count: 300)),
            WebSocketFrame(.pong),
        ]
        for size in [1, 2, 7, bytes.count] {
            var reader = WebSocketFrameReader(limit: 300)
            var frames: [WebSocketFrame] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                frames += try reader.read(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(frames == expected)
        }
    }

    @Test(
        "What breaks the protocol is refused with its code",
        arguments: [
            ([0x81, 0x01, 0x41], WebSocketCloseCode.protocolError), (masked(0xC1, [1]), .protocolError),
            (masked(0x83, [1]), .protocolError), (masked(0x09, [1]), .protocolError),
            (masked(0x89, [], length: [126, 0, 126]), .protocolError),
            (masked(0x82, [], length: [127, 0x80, 0, 0, 0, 0, 0, 0, 0]), .protocolError),
            (masked(0x82, [], length: [126, 0, 101]), .tooBig),
            (masked(0x82, [], length: [127, 0x7F, 255, 255, 255, 255, 255, 255, 255]), .tooBig),
        ] as [([UInt8], WebSocketCloseCode)])
    func refused(_ bytes: [UInt8], _ code: WebSocketCloseCode) {
        #expect(throws: code) {
            var reader = WebSocketFrameReader(limit: 100)
            return try reader.read(bytes)
        }
    }
}
