/// Media types as they stand in `Content-Type` and `Accept` (RFC 9110, sections 8.3.1 and 12.5.1).
enum MediaTypes {
    /// The type and subtype in lower case, without parameters; nil when it is none.
    static func essence(_ text: some StringProtocol) -> String? {
        let essence = text.utf8.prefix { $0 != UInt8(ascii: ";") }.filter {
            $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
        }
        let parts = essence.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return String(decoding: essence, as: UTF8.self).lowercased()
    }

    /// Whether an `Accept` field takes one of these types. A field that cannot be read asks for nothing.
    static func accepts(_ field: String, anyOf types: [String]) -> Bool {
        var isReadable = false
        for range in field.split(separator: ",") {
            guard let essence = essence(range) else { continue }
            isReadable = true
            if isRefusal(range) { continue }
            if essence == "*/*" || types.contains(essence) { return true }
            if essence.hasSuffix("/*"), types.contains(where: { $0.hasPrefix(essence.dropLast()) }) { return true }
        }
        return !isReadable
    }

    /// Whether a range carries a weight of zero.
    private static func isRefusal(_ range: Substring) -> Bool {
        for parameter in range.split(separator: ";").dropFirst() {
            let text = parameter.filter { $0 != " " }
            if text.hasPrefix("q=") || text.hasPrefix("Q=") {
                return Double(text.dropFirst(2)).map { $0 <= 0 } ?? false
            }
        }
        return false
    }
}
