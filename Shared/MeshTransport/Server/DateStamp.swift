import Glibc
import NIOCore

/// The current time as the `date` field wants it (IMF-fixdate, RFC 9110, section 5.6.7), made anew once a second.
struct DateStamp {
    private var bytes: [UInt8] = []
    private var renewAt = NIODeadline.uptimeNanoseconds(0)

    /// The text, for example `Sat, 21 Nov 2026 01:02:03 GMT`.
    mutating func text(at now: NIODeadline) -> [UInt8] {
        if now >= renewAt {
            bytes = Self.format(time(nil))
            renewAt = now + .milliseconds(500)
        }
        return bytes
    }

    private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func format(_ seconds: time_t) -> [UInt8] {
        var seconds = seconds
        var parts = unsafe tm()
        // Both pointers are to locals and used within the call.
        guard unsafe gmtime_r(&seconds, &parts) != nil else { return [] }
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let day = unsafe days[Int(parts.tm_wday)]
        let month = unsafe months[Int(parts.tm_mon)]
        let date = unsafe "\(day), \(two(parts.tm_mday)) \(month) \(parts.tm_year + 1_900)"
        let time = unsafe "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        return Array("\(date) \(time) GMT".utf8)
    }
}
