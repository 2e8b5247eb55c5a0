package import MeshCore

/// Reads the field `Retry-After` (RFC 9110, section 10.2.3).
package enum RetryAfter {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// How long to wait; nil for what is neither seconds nor a date of the preferred form, which senders have to use.
    package static func pause(_ text: String, at now: Timestamp) -> Duration? {
        if let seconds = Int64(text), (0...100_000_000).contains(seconds) { return .seconds(seconds) }
        // Sun, 06 Nov 1994 08:49:37 GMT
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", parts[1].count == 2, parts[3].count == 4, parts[4].count == 8,
            let month = months.firstIndex(of: String(parts[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        guard let moment = Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z") else { return nil }
        return max(.zero, now.duration(to: moment))
    }
}
