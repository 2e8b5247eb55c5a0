import Crypto
import Foundation

/// A file of the dashboard, as browsers are sent it. The files are written in `Pages/` as they are served: there is no step
/// between, but that the compiler takes their bytes into the program.
package struct DashboardFile: Sendable {
    /// What it is called below ``address``; the page itself is ``page``.
    package let name: String
    package let mediaType: String
    package let bytes: [UInt8]
    /// What tells it from other versions of itself: 16 hexadecimal digits.
    package let fingerprint: String

    /// Where the page is, and below it what it loads.
    package static let address = "/dashboard"

    /// What may be loaded, and from where: from this service alone, nothing that stands within the page, and nothing that was
    /// text becomes markup (Content Security Policy Level 3; Trusted Types).
    package static let policy = [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
        "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ].joined(separator: "; ")

    init(_ name: String, _ bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
        fingerprint = SHA256.hash(data: bytes).prefix(8).map { String(format: "%02x", $0) }.joined()
        mediaType =
            switch name.split(separator: ".").last {
            case "html": "text/html; charset=utf-8"
            case "css": "text/css; charset=utf-8"
            case "svg": "image/svg+xml"
            default: "text/javascript; charset=utf-8"
            }
    }
}
