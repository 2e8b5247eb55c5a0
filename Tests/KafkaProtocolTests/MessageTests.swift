import KafkaProtocol
import MeshCore
import Testing

@Suite("Messages are those of Kafka")
struct MessageTests {
    static let frames: [RecordedFrame] = (try? RecordedFrame.load()) ?? []

    @Test("Every version of every message is among the recorded ones")
    func completeness() {
        for api in KafkaAPI.allCases {
            let recorded = Self.frames.filter { $0.api == api }
            #expect(recorded.filter(\.isRequest).map(\.version) == Array(api.versions))
            #expect(recorded.filter { !$0.isRequest }.map(\.version) == Array(api.versions))
        }
    }

    @Test("What another encoder wrote is read value by value, and written again to the byte", arguments: frames)
    func recorded(frame: RecordedFrame) throws {
        func check<Request: KafkaRequest>(_: Request.Type) throws {
            let message: any WireStructure
            let written: [ArraySlice<UInt8>]
            if frame.isRequest {
                let received = try RequestFrame(frame.bytes[4...])
                #expect(received.header.api == frame.api)
                #expect(received.header.correlation == 7 * Int32(frame.version) + 3)
                #expect(received.header.clientID == "kafka-python")
                let body = try received.body(as: Request.self)
                message = body
                written = try body.frame(
                    version: frame.version, correlation: received.header.correlation, clientID: "kafka-python")
            } else {
                let (correlation, body) = try Request.response(in: frame.bytes[4...], version: frame.version)
                #expect(correlation == 7 * Int32(frame.version) + 3)
                message = body
                written = try Request.frame(of: body, version: frame.version, correlation: correlation)
            }
            let values = FieldPrinter.values(
                of: message, version: frame.version, isFlexible: frame.api.isFlexible(frame.version))
            #expect(values == frame.values)
            #expect(Array(written.joined()) == frame.bytes)
        }
        try check(frame.api.request)
    }

    @Test("A message that is cut short is refused with its field; what follows it only in an answer")
    func cut() {
        for frame in Self.frames {
            for length in 4..<frame.bytes.count {
                #expect(throws: (any Error).self, "\(frame) cut to \(length)") {
                    try Self.read(frame, frame.bytes[4..<length])
                }
            }
            if frame.isRequest {
                #expect(throws: Never.self) { try Self.read(frame, frame.bytes[4...] + [0]) }
            } else {
                #expect(throws: WireError.self) { try Self.read(frame, frame.bytes[4...] + [0]) }
            }
        }
    }

    @Test("A message with changed bytes is read or refused, and takes no more memory than its length allows")
    func garbled() {
        var random = SplitMix64(seed: 0x6B61_666B)
        for frame in Self.frames {
            for _ in 0..<100 {
                var bytes = frame.bytes
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    bytes[Int.random(in: 4..<bytes.count, using: &random)] =
                        [0, 0x7F, 0x80, 0xFF, .random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
                }
                // Whether it is refused is chance; that it comes back is what is tested.
                _ = try? Self.read(frame, bytes[4...])
            }
        }
    }

    /// Reads the bytes as a message of the frame's kind.
    private static func read(_ frame: RecordedFrame, _ bytes: ArraySlice<UInt8>) throws {
        func read<Request: KafkaRequest>(_: Request.Type) throws {
            if !frame.isRequest {
                _ = try Request.response(in: bytes, version: frame.version)
            } else {
                let received = try RequestFrame(bytes)
                if received.header.api == frame.api { _ = try received.body(as: Request.self) }
            }
        }
        try read(frame.api.request)
    }
}
