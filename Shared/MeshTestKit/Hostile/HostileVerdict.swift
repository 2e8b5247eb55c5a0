import NIOCore

/// What a server did with hostile input.
package enum HostileVerdict: Sendable, Equatable {
    /// A 4xx, or the end of the connection or stream.
    case refused
    /// It was answered as if nothing were wrong, or more often than once.
    case accepted(String)
    /// The server blamed itself.
    case failed(String)
    /// Nothing came in time.
    case silent

    /// Sends an input on a connection of its own and judges what comes back.
    ///
    /// - Parameter limit: how long the server may take; more than its own time limits.
    /// - Throws: when the server cannot be connected to.
    package static func of(
        _ input: HostileInput, host: String = "127.0.0.1", port: Int, limit: Duration = .seconds(15)
    ) async throws -> HostileVerdict {
        let socket = try await RawSocket.connect(host: host, port: port)
        do {
            try await socket.send(input.bytes)
            if input.endsSending { try await socket.finishSending() }
        } catch {
            // The server closed before it had all: what it said first, if anything, is judged below.
        }
        let received = await socket.read(limit: limit) { judge($0, of: input) != nil }
        await socket.close()
        return judge(received, of: input) ?? .silent
    }

    /// The verdict on what came so far; nil when it is not yet known.
    static func judge(_ received: RawSocket.Received, of input: HostileInput) -> HostileVerdict? {
        let isOver = received.isHalfClosed || received.isClosed
        return switch input.version {
        case .http1: judgeAnswers(received.text, isOver: isOver)
        case .http2: judgeFrames(received.bytes, isOver: isOver, toleratesAnswer: input.holdsGoodRequest)
        }
    }

    /// A server closes behind its 4xx, so the verdict is known when it has: until then another answer could follow.
    private static func judgeAnswers(_ text: String, isOver: Bool) -> HostileVerdict? {
        let statuses = text.split(separator: "HTTP/1.1 ").map { $0.prefix(3) }.filter { $0.allSatisfy(\.isNumber) }
        if let bad = statuses.first(where: { $0.hasPrefix("5") }) { return .failed(String(bad)) }
        if let good = statuses.first(where: { !$0.hasPrefix("4") }) { return .accepted(String(good)) }
        if statuses.count > 1 { return .accepted("\(statuses.count) answers") }
        return isOver ? .refused : nil
    }

    private static func judgeFrames(
        _ bytes: [UInt8], isOver: Bool, toleratesAnswer: Bool
    ) -> HostileVerdict? {
        var isRefused = isOver
        var rest = bytes[...]
        while rest.count >= 9 {
            let header = Array(rest.prefix(9))
            let length = Int(header[0]) << 16 | Int(header[1]) << 8 | Int(header[2])
            guard rest.count >= 9 + length else { break }
            let payload = Array(rest.dropFirst(9).prefix(length))
            switch header[3] {
            case HostileFrame.headers:
                switch firstStatusDigit(payload) {
                case "4": isRefused = true
                case "5": return .failed("a head of 5xx")
                default:
                    if !toleratesAnswer { return isRefused ? .refused : .accepted("a head") }
                }
            case HostileFrame.resetStream: isRefused = true
            case HostileFrame.goAway where payload.dropFirst(4).prefix(4) != [0, 0, 0, 0]: isRefused = true
            default: break
            }
            rest = rest.dropFirst(9 + length)
        }
        return isRefused ? .refused : nil
    }

    /// The first digit of `:status`, which is the first field of an answer: indexed, or a literal in plain or Huffman code
    /// (RFC 7541, section 6 and appendix A and B).
    private static func firstStatusDigit(_ block: [UInt8]) -> Character? {
        // Changes of the table's size come first.
        var octets = block.drop { $0 & 0xE0 == 0x20 }
        guard let first = octets.popFirst() else { return nil }
        switch first {
        case 0x88...0x8A: return "2"
        case 0x8B: return "3"
        case 0x8C, 0x8D: return "4"
        case 0x8E: return "5"
        case 0x48, 0x08, 0x18:
            guard let length = octets.popFirst(), let digit = octets.first else { return nil }
            guard length & 0x80 != 0 else { return Character(UnicodeScalar(digit)) }
            return switch digit >> 2 {
            case 0b011010: "4"
            case 0b011011: "5"
            default: "2"
            }
        default: return nil
        }
    }
}
