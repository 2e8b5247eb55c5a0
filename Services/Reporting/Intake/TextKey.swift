import EventCollection

/// A part of a record's text by which something is remembered.
struct TextKey {
    private enum Part {
        case rest(RecordOutline, RecordOutline.Apart)
        case client(userAgent: Range<Int>, network: Range<Int>)
    }

    private let part: Part
    let hash: UInt64

    /// All but what differs.
    init(_ text: Span<UInt8>, _ outline: RecordOutline, without apart: RecordOutline.Apart) {
        part = .rest(outline, apart)
        hash = outline.hash(of: text, without: apart)
    }

    /// What is told of the client as far as it counts.
    init(_ outline: RecordOutline, withNetwork: Bool, in text: Span<UInt8>) {
        let network = withNetwork ? outline.network : outline.network.lowerBound..<outline.network.lowerBound
        part = .client(userAgent: outline.userAgent, network: network)
        hash = text.hash(at: network, after: text.hash(at: outline.userAgent, after: 0))
    }

    /// The part, in one piece.
    func bytes(of text: Span<UInt8>) -> [UInt8] {
        switch part {
        case .rest(let outline, let apart): return outline.rest(of: text, without: apart)
        case .client(let userAgent, let network):
            var bytes: [UInt8] = []
            for place in userAgent { bytes.append(text[place]) }
            // No plain text has a zero.
            bytes.append(0)
            for place in network { bytes.append(text[place]) }
            return bytes
        }
    }

    /// Whether the part is the same as one that is remembered.
    func holds(_ bytes: [UInt8], in text: Span<UInt8>) -> Bool {
        switch part {
        case .rest(let outline, let apart): outline.has(bytes, in: text, without: apart)
        case .client(let userAgent, let network):
            bytes.count == userAgent.count + 1 + network.count && bytes[userAgent.count] == 0
                && text.holds(bytes, from: 0, at: userAgent)
                && text.holds(bytes, from: userAgent.count + 1, at: network)
        }
    }
}
