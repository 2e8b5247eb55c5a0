import MeshTransport

/// What the gateway reads in a request's head, in one walk over its fields.
struct RequestFields {
    /// A field by its place in the block.
    private(set) var method: HeaderBlock.Field?
    private(set) var path: HeaderBlock.Field?
    private(set) var authority: HeaderBlock.Field?
    private(set) var host: HeaderBlock.Field?
    /// `:protocol` of an extended CONNECT (RFC 8441).
    private(set) var tunnel: HeaderBlock.Field?
    private(set) var deadline: HeaderBlock.Field?
    private(set) var traceparent: HeaderBlock.Field?
    private(set) var hasForwardedProto = false
    private(set) var hasForwardedHost = false
    /// `connection` is there: its elements name further fields that are for this hop.
    private(set) var hasConnection = false
    /// The places of the fields that do not go on, in order.
    private(set) var left: Places = Places()

    /// A few places without an allocation; more than eight spill over.
    struct Places {
        private var few: InlineArray<8, Int32> = .init(repeating: 0)
        private var more: [Int32] = []
        private(set) var count = 0

        subscript(_ position: Int) -> Int {
            position < 8 ? Int(few[position]) : Int(more[position - 8])
        }

        mutating func append(_ place: Int) {
            if count < 8 {
                few[count] = Int32(truncatingIfNeeded: place)
            } else {
                more.append(Int32(truncatingIfNeeded: place))
            }
            count += 1
        }
    }

    /// Reads a head.
    ///
    /// - Parameter isTrusted: Whether what the peer says about the client is kept.
    init(_ head: HeaderBlock, isTrusted: Bool) {
        for place in 0..<head.fields.count {
            let field = head.fields[place]
            if read(field, of: head, isTrusted: isTrusted) { left.append(place) }
        }
    }

    /// Takes note of a field.
    ///
    /// - Returns: Whether it ends here.
    private mutating func read(_ field: HeaderBlock.Field, of head: HeaderBlock, isTrusted: Bool) -> Bool {
        // Few names have the length of one that matters, so most fields cost a jump and a comparison of their first
        // octet.
        switch field.nameLength {
        case 2: return head.isNamed(field, "te") && !head.isValued(field, "trailers")
        case 4: if head.isNamed(field, "host") { host = field; return true }
        case 5: if head.isNamed(field, ":path") { path = field }
        case 7:
            if head.isNamed(field, ":method") { method = field }
            return head.isNamed(field, "upgrade")
        case 9:
            if head.isNamed(field, ":protocol") { tunnel = field }
            return !isTrusted && (head.isNamed(field, "forwarded") || head.isNamed(field, "x-real-ip"))
        case 10:
            if head.isNamed(field, ":authority") { authority = field }
            if head.isNamed(field, "connection") { hasConnection = true; return true }
            return head.isNamed(field, "keep-alive")
        case 11: if head.isNamed(field, "traceparent") { traceparent = field }
        case 13: if head.isNamed(field, "x-deadline-ms") { deadline = field; return true }
        case 15...18: return readLong(field, of: head, isTrusted: isTrusted)
        default: break
        }
        return false
    }

    private mutating func readLong(_ field: HeaderBlock.Field, of head: HeaderBlock, isTrusted: Bool) -> Bool {
        if head.isNamed(field, "proxy-connection") || head.isNamed(field, "transfer-encoding") { return true }
        guard head.hasPrefix(field, "x-forwarded-") else { return false }
        guard isTrusted else { return true }
        if head.isNamed(field, "x-forwarded-proto") { hasForwardedProto = true }
        if head.isNamed(field, "x-forwarded-host") { hasForwardedHost = true }
        return false
    }
}
