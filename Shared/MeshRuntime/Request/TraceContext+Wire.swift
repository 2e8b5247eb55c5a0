package import HTTPTypes

extension TraceContext {
    /// The limit that every participant must carry (section 3.3.1.5); more than this is not passed on.
    static let stateLimit = 512

    /// The trace that a caller's fields continue, with a span of ours; nil when there are none, or `traceparent` is not
    /// valid: then a new trace begins (W3C Trace Context, level 2, section 4.3).
    ///
    /// - Parameters:
    ///   - parents: The values of `traceparent`; more than one is as bad as none.
    ///   - states: The values of `tracestate`, in order.
    ///   - spanID: Our own span.
    package init?(parents: [String], states: [String], spanID: UInt64) {
        guard parents.count == 1, let parent = Self.parse(parents[0]) else { return nil }
        self = parent
        self.spanID = spanID
        let joined = states.joined(separator: ",")
        state = Self.isValidState(joined) ? joined : nil
    }

    /// Parses `version-traceid-parentid-flags` (section 3.2). A higher version is read as far as this one knows it.
    private static func parse(_ text: String) -> TraceContext? {
        var text = text
        return text.withUTF8 { bytes -> TraceContext? in
            guard bytes.count >= 55, unsafe bytes[2] == 0x2D, unsafe bytes[35] == 0x2D, unsafe bytes[52] == 0x2D,
                let version = unsafe Hexadecimal.value(bytes[0..<2]), version != 0xFF,
                let high = unsafe Hexadecimal.value(bytes[3..<19]), let low = unsafe Hexadecimal.value(bytes[19..<35]),
                let parent = unsafe Hexadecimal.value(bytes[36..<52]), parent != 0,
                let flags = unsafe Hexadecimal.value(bytes[53..<55])
            else { return nil }
            guard unsafe bytes.count == 55 || (version > 0 && bytes[55] == 0x2D) else { return nil }
            let id = TraceID(high: high, low: low)
            guard id.isValid else { return nil }
            return TraceContext(
                traceID: id, parentSpanID: parent, spanID: 0, flags: UInt8(flags) & (sampledFlag | randomFlag),
                state: nil)
        }
    }

    /// Whether a list of vendors' members may be passed on: at most 32, each `key=value` (section 3.3.1).
    private static func isValidState(_ text: String) -> Bool {
        guard !text.isEmpty, text.utf8.count <= stateLimit else { return false }
        var keys: Set<Substring> = []
        for member in text.split(separator: ",", omittingEmptySubsequences: false) {
            let trimmed = member.drop { $0 == " " || $0 == "\t" }
            if trimmed.isEmpty { continue }
            guard let separator = trimmed.firstIndex(of: "=") else { return false }
            let key = trimmed[..<separator]
            let value = trimmed[trimmed.index(after: separator)...]
            guard isValidKey(key), !value.isEmpty, value.utf8.count <= 256,
                value.utf8.allSatisfy({ (0x20...0x7E).contains($0) && $0 != 0x3D }), keys.insert(key).inserted
            else { return false }
        }
        return !keys.isEmpty && keys.count <= 32
    }

    private static func isValidKey(_ key: Substring) -> Bool {
        guard let first = key.utf8.first, key.utf8.count <= 256 else { return false }
        let isLeading = (0x61...0x7A).contains(first) || (0x30...0x39).contains(first)
        return isLeading
            && key.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "_-*/@".utf8.contains(byte)
            }
    }

    /// The value of `traceparent` for what is called from our span.
    package var traceparent: String {
        let flags = String([
            Character(Unicode.Scalar(Hexadecimal.digit(flags >> 4))),
            Character(Unicode.Scalar(Hexadecimal.digit(flags & 0xF))),
        ])
        return "00-\(traceID)-\(Hexadecimal.text(spanID))-\(flags)"
    }

    /// Sets the fields by which what we call continues the trace.
    package func inject(into headers: inout HTTPFields) {
        headers[.traceparent] = traceparent
        headers[.tracestate] = state
    }
}
