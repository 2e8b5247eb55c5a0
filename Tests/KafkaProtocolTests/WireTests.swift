import KafkaProtocol
import MeshCore
import Testing

@Suite("Bytes that are no message are told by their field")
struct WireTests {
    private func metadata(_ body: [UInt8], version: Int16, limits: WireLimits = WireLimits()) throws {
        var writer: [UInt8] = [0, 3, 0, UInt8(version), 0, 0, 0, 1, 0xFF, 0xFF]
        if version >= 9 { writer.append(0) }
        _ = try RequestFrame((writer + body)[...], limits: limits).body(as: MetadataRequest.self)
    }

    @Test("A length beyond the message is refused before anything is allocated")
    func lengths() {
        #expect(throws: WireError(.length(0x7FFF_FFFF), in: "topics")) {
            try metadata([0x7F, 0xFF, 0xFF, 0xFF], version: 1)
        }
        #expect(throws: WireError(.length(-2), in: "topics")) { try metadata([0xFF, 0xFF, 0xFF, 0xFE], version: 1) }
        #expect(throws: WireError(.length(9), in: "topics[1].name")) {
            try metadata([0, 0, 0, 2, 0, 1, 97, 0, 9, 98], version: 1)
        }
        #expect(throws: WireError(.length(0xFFFF_FFFE), in: "topics")) {
            try metadata([0xFF, 0xFF, 0xFF, 0xFF, 0x0F, 0], version: 9)
        }
    }

    @Test("A number of more bytes than it has, text that is none, and null where there is none, are refused")
    func values() {
        #expect(throws: WireError(.number, in: "topics")) {
            try metadata([0xFF, 0xFF, 0xFF, 0xFF, 0x1F, 0], version: 9)
        }
        #expect(throws: WireError(.text, in: "topics[0].name")) {
            try metadata([0, 0, 0, 1, 0, 2, 0xC3, 0x28], version: 1)
        }
        #expect(throws: WireError(.null, in: "topics[0].name")) {
            try metadata([0, 0, 0, 1, 0xFF, 0xFF], version: 1)
        }
    }

    @Test("A message has at most as many elements as its limit, however small they are")
    func elements() throws {
        let limits = WireLimits(elements: 3)
        try metadata([0, 0, 0, 3] + [UInt8](repeating: 0, count: 6), version: 1, limits: limits)
        #expect(throws: WireError(.length(4), in: "topics")) {
            try metadata([0, 0, 0, 4] + [UInt8](repeating: 0, count: 8), version: 1, limits: limits)
        }
    }

    @Test("Tagged fields that are not known are skipped; out of order they are refused")
    func tags() throws {
        // No topics, creation allowed, no operations; then the tags 5 and 9.
        try metadata([1, 1, 0, 0, 2, 5, 1, 0xAA, 9, 0], version: 9)
        #expect(throws: WireError(.tags)) { try metadata([1, 1, 0, 0, 2, 9, 1, 0xAA, 5, 0], version: 9) }
        #expect(throws: WireError(.length(200))) { try metadata([1, 1, 0, 0, 0xC8, 0x01], version: 9) }
    }

    @Test("A request for versions is let through in a version that nobody knows, and all others are not")
    func versions() throws {
        let frame = try RequestFrame([0, 18, 0, 99, 0, 0, 0, 7, 0xEE, 0xEE])
        #expect(frame.header == RequestHeader(api: .apiVersions, version: 99, correlation: 7, clientID: nil))
        #expect(throws: UnsupportedRequest(key: 0, version: 2, correlation: 7)) {
            try RequestFrame([0, 0, 0, 2, 0, 0, 0, 7, 0xFF, 0xFF])
        }
        #expect(throws: UnsupportedRequest(key: 99, version: 0, correlation: 7)) {
            try RequestFrame([0, 99, 0, 0, 0, 0, 0, 7, 0xFF, 0xFF])
        }
    }

    @Test("Records of a message share its memory, in both directions")
    func sharing() throws {
        let records = [UInt8](repeating: 7, count: 5000)
        let request = ProduceRequest(
            acks: -1, topics: [.init(name: "a", partitions: [.init(index: 0, records: records[...])])])
        let pieces = try request.frame(version: 9, correlation: 1, clientID: nil)
        #expect(pieces.contains { $0.count == 5000 && Self.address(of: $0) == Self.address(of: records[...]) })
        let frame = Array(pieces.joined())
        let read = try RequestFrame(frame[4...]).body(as: ProduceRequest.self)
        let found = try #require(read.topics[0].partitions[0].records)
        #expect(Self.address(of: found) == Self.address(of: frame[...]) + found.startIndex)
        #expect(read == request)
    }

    private static func address(of bytes: ArraySlice<UInt8>) -> Int {
        // Only a number is made of the address; nothing is read through it.
        unsafe bytes.withUnsafeBytes { Int(bitPattern: $0.baseAddress) }
    }

    @Test("A text that is longer than two bytes can tell is refused when written")
    func writing() {
        let request = HeartbeatRequest(groupID: String(repeating: "g", count: 32_768))
        for version: Int16 in [0, 4] {
            #expect(throws: WireError(.length(32_768), in: "group_id")) {
                try request.frame(version: version, correlation: 0, clientID: nil)
            }
        }
    }

    @Test("A frame's length is bounded")
    func frames() throws {
        #expect(try Frame.length(100, limit: 100) == 100)
        #expect(throws: WireError(.length(101), in: "frame")) { try Frame.length(101, limit: 100) }
        #expect(throws: WireError(.length(-1), in: "frame")) { try Frame.length(-1, limit: 100) }
    }
}
