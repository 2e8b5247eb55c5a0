import FoundationEssentials
import MeshCore
import NotifierAPI
import WebhookCalls

/// A request to send a text message, and what its answer means.
struct SMSCall: Sendable {
    let provider: SMSProvider
    let number: String
    let text: String
    /// The same for each attempt: by it a provider that knows it takes a message once.
    let token: String
    /// Where the provider says what became of it; nil for nowhere.
    let callback: String?

    /// What one message of several parts may be, at Twilio: 1600 characters.
    private static let mostCharacters = 1600

    /// The call over HTTP; nil when the provider's address is none.
    var call: OutboundCaller.Call? {
        let base = provider.base.text.hasSuffix("/") ? String(provider.base.text.dropLast()) : provider.base.text
        guard let url = WebhookURL("\(base)/2010-04-01/Accounts/\(provider.account)/Messages.json") else { return nil }
        let credentials = Data("\(provider.account):\(provider.token)".utf8).base64EncodedString()
        var fields = [
            ("To", number), (provider.sender.hasPrefix("MG") ? "MessagingServiceSid" : "From", provider.sender),
            ("Body", String(text.prefix(Self.mostCharacters))),
        ]
        if let callback { fields.append(("StatusCallback", callback)) }
        return OutboundCaller.Call(
            to: url,
            fields: [
                ("authorization", "Basic \(credentials)"), ("content-type", "application/x-www-form-urlencoded"),
                ("accept", "application/json"), ("i-twilio-idempotency-token", token),
            ], body: Array(fields.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&").utf8))
    }

    /// What became of it, and what the provider calls it.
    struct Outcome: Sendable, Equatable {
        var verdict: DeliveryVerdict
        var reference: String?
        /// Whether it is certain that it was not taken, for a reason that is the provider's own: another one may take it.
        var isOpen = false
    }

    /// What an answer means.
    ///
    /// - Parameter body: JSON: `sid` and `status` of what was taken, `code` and `message` of what was not.
    static func outcome(_ answer: DeliveryAnswer, _ body: [UInt8]) -> Outcome {
        // What is no JSON says nothing.
        let json = (try? JSONValue(parsing: body)) ?? .null
        guard case .answered(let status, let pause) = answer else {
            let isUnsent = if case .failed = answer { false } else { true }
            return Outcome(verdict: DeliveryVerdict(answer), isOpen: isUnsent)
        }
        if answer.isSuccess {
            return Outcome(
                verdict: .sent(detail: json["status"]?.stringValue ?? "answered \(status)"),
                reference: json["sid"]?.stringValue)
        }
        let code = json["code"]?.intValue
        let detail = "\(status)\(code.map { " \($0)" } ?? ""): \(json["message"]?.stringValue ?? answer.failure)"
        let short = String(detail.prefix(500))
        switch (status, code) {
        // Its owner has answered STOP; it is no number, or no telephone that takes messages.
        case (_, 21610): return Outcome(verdict: .dead(detail: short, suppresses: .unsubscribe))
        case (_, 21211), (_, 21214), (_, 21614): return Outcome(verdict: .dead(detail: short, suppresses: .bounce))
        case (401, _), (403, _), (404, _), (408, _), (429, _), (500..., _):
            return Outcome(verdict: .retry(.deferred, detail: short, after: pause), isOpen: true)
        default: return Outcome(verdict: .dead(detail: short))
        }
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }
}
