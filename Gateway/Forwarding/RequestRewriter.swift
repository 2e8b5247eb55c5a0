import MeshCore
import MeshTransport

/// Makes the head that goes to the service from the one that came: what is for one hop only is left out (RFC 9110,
/// section 7.6.1), what tells of the client is set anew, and a trace is begun where there is none.
struct RequestRewriter {
    private var forwarding = ForwardingFields()
    private var random: SplitMix64
    private let sampling: Double

    /// Makes one.
    ///
    /// - Parameters:
    ///   - sampling: The share of traces begun here that are recorded.
    ///   - seed: Where trace ids start; they need be unique, not secret.
    init(sampling: Double, seed: UInt64) {
        self.sampling = sampling
        random = SplitMix64(seed: seed)
    }

    /// Makes the new head.
    ///
    /// - Parameters:
    ///   - head: What came.
    ///   - fields: What was read in it.
    ///   - connection: Where it came in.
    ///   - client: The peer's address.
    ///   - isTrusted: Whether what the peer says about the client is kept.
    mutating func rewrite(
        _ head: HeaderBlock, _ fields: RequestFields, connection: ConnectionDescription, client: PeerAddress?,
        isTrusted: Bool
    ) -> HeaderBlock {
        var result = HeaderBlock(reservingFields: head.count + 9, bytes: head.bytes.count + 384)
        copy(head, fields, into: &result)
        let authority = (fields.authority ?? fields.host).map { head.value(of: $0) } ?? head.bytes[0..<0]
        let known = forwarding.fields(of: connection, client: client, host: authority)
        if isTrusted {
            appendTrusted(known, fields, into: &result)
        } else {
            result.append(known)
        }
        if fields.traceparent == nil { appendTrace(into: &result) }
        return result
    }

    private func copy(_ head: HeaderBlock, _ fields: RequestFields, into result: inout HeaderBlock) {
        var start = 0
        for position in 0..<fields.left.count {
            let place = fields.left[position]
            copy(start..<place, of: head, fields, into: &result)
            start = place + 1
        }
        copy(start..<head.count, of: head, fields, into: &result)
    }

    private func copy(
        _ range: Range<Int>, of head: HeaderBlock, _ fields: RequestFields, into result: inout HeaderBlock
    ) {
        guard fields.hasConnection else { return result.append(fields: range, of: head) }
        for place in range where !isNominated(head.fields[place], in: head) {
            result.append(fields: place..<place + 1, of: head)
        }
    }

    /// Whether a `connection` field names this one as being for this hop.
    private func isNominated(_ field: HeaderBlock.Field, in head: HeaderBlock) -> Bool {
        let name = head.name(of: field)
        // What the route and the peer's own framing stand on is no hop's to take away.
        guard name.first != UInt8(ascii: ":"), !head.isNamed(field, "content-length") else { return false }
        for connection in head.fields where head.isNamed(connection, "connection") {
            for element in head.value(of: connection).split(separator: UInt8(ascii: ",")) {
                let trimmed = element.drop { $0 == 0x20 || $0 == 0x09 }
                let end = trimmed.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? trimmed.startIndex
                if trimmed[..<end].elementsEqual(name, by: { ($0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0) == $1 }) {
                    return true
                }
            }
        }
        return false
    }

    /// A trusted proxy's words stand, and ours follow them; both are lists but for scheme and host.
    private func appendTrusted(_ known: HeaderBlock, _ fields: RequestFields, into result: inout HeaderBlock) {
        result.append(fields: 0..<ForwardingFields.unconditionalCount, of: known)
        for place in ForwardingFields.unconditionalCount..<known.count {
            let isProto = place == ForwardingFields.unconditionalCount
            if isProto ? fields.hasForwardedProto : fields.hasForwardedHost { continue }
            result.append(fields: place..<place + 1, of: known)
        }
    }

    /// Begins a trace (W3C Trace Context, level 2: version 00, the random flag set).
    private mutating func appendTrace(into result: inout HeaderBlock) {
        var trace: InlineArray<55, UInt8> = .init(repeating: UInt8(ascii: "0"))
        trace[2] = UInt8(ascii: "-")
        Self.write(random.next(), to: &trace, at: 3)
        Self.write(random.next() | 1, to: &trace, at: 19)
        trace[35] = UInt8(ascii: "-")
        Self.write(random.next() | 1, to: &trace, at: 36)
        trace[52] = UInt8(ascii: "-")
        trace[54] = UInt8(ascii: sampling > 0 && random.unit() < sampling ? "3" : "2")
        // It is new with each request: an entry in the peer's table of fields would only drive out others.
        result.append("traceparent", trace.span, isSensitive: true)
    }

    private static func write(_ number: UInt64, to trace: inout InlineArray<55, UInt8>, at start: Int) {
        var rest = number
        for offset in stride(from: 15, through: 0, by: -1) {
            let digit = UInt8(truncatingIfNeeded: rest & 15)
            trace[start + offset] = digit < 10 ? 0x30 + digit : 0x57 + digit
            rest >>= 4
        }
    }
}
