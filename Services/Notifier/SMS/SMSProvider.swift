import MeshRuntime
import WebhookCalls

/// Who sends text messages for us, by an API of Twilio's shape.
struct SMSProvider: Sendable, Hashable {
    /// Where `/2010-04-01/Accounts/…` is.
    let base: WebhookURL
    let account: String
    let token: String
    /// A number, a short code or a name; what begins with MG is a messaging service.
    let sender: String

    /// Reads lines of `URL ACCOUNT TOKEN SENDER`; what begins with # is a remark.
    ///
    /// - Throws: `ConfigurationError`, naming the line that is none.
    static func providers(_ text: String) throws(ConfigurationError) -> [SMSProvider] {
        var found: [SMSProvider] = []
        for (number, line) in zip(1..., text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)) {
            let words = line.split(separator: " ").map(String.init)
            if words.isEmpty || line.hasPrefix("#") { continue }
            guard words.count == 4, let base = WebhookURL(words[0]) else {
                throw ConfigurationError("sms.providers: line \(number) is not URL ACCOUNT TOKEN SENDER")
            }
            found.append(SMSProvider(base: base, account: words[1], token: words[2], sender: words[3]))
        }
        return found
    }
}
