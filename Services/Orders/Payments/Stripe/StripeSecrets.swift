import Foundation

/// The secrets that we share with Stripe, from files or the environment; they show themselves to nobody.
struct StripeSecrets: Sendable, CustomStringConvertible, CustomReflectable {
    /// A file of secrets cannot be read.
    struct Unreadable: Error, CustomStringConvertible {
        let path: String
        var description: String { "cannot read secrets from \(path)" }
    }

    /// The key of our account; nil when Stripe is not used.
    let key: StripeKey?
    /// With which webhooks are signed: the one in use and those that are being replaced.
    let webhook: [String]

    /// - Parameters:
    ///   - key: The key itself, or nil.
    ///   - keyFile: A file that holds it, which counts more; or nil.
    ///   - webhook: The webhooks' secrets themselves.
    ///   - webhookFile: A file that holds more of them, one a line; or nil.
    /// - Throws: ``Unreadable``.
    init(key: String?, keyFile: String?, webhook: [String], webhookFile: String?) throws(Unreadable) {
        let keyLine = try keyFile.map(Self.lines)?.first ?? key
        self.key = keyLine.map(StripeKey.init)
        self.webhook = try (webhookFile.map(Self.lines) ?? []) + webhook
    }

    var description: String { "(secrets)" }
    var customMirror: Mirror { Mirror(self, children: []) }

    private static func lines(of path: String) throws(Unreadable) -> [String] {
        do {
            return try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline).map {
                String($0.trimmingPrefix(while: \.isWhitespace))
            }
        } catch {
            throw Unreadable(path: path)
        }
    }
}
