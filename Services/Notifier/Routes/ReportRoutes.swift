import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore
import NotifierAPI
import NotifierMail

/// What those who took a notification say became of it, over HTTP.
struct ReportRoutes: Sendable {
    let store: NotifierStore
    let cursors: Cursors

    private static let token = Parameter.path("token", .string(1...2048), "What the message's address ends in")

    func add(to api: inout API) {
        addMail(to: &api)
        addMessages(to: &api)
    }

    private func addMail(to api: inout API) {
        api.on(
            .post, "/v1/notifications/mail/reports",
            Operation(
                id: "reportMail",
                summary:
                    "What became of a mail: a bounce (RFC 3464) or a complaint (RFC 5965), as a server of mail got it",
                tag: "reports", access: NotificationRoutes.sending,
                request: .bytes("message/rfc822", limit: 2 << 20), responses: [.ok(ReportReceipt.self)])
        ) { [self] input, _ in
            guard let report = MailReport(String(decoding: input.body.readableBytesView, as: UTF8.self)) else {
                throw NotifierError.invalid(
                    "body", "A delivery status (RFC 3464) or a feedback report (RFC 5965) is expected.")
            }
            return try .json(try await take(report))
        }
    }

    /// Notes what a report says; one about none of our mails says nothing.
    private func take(_ report: MailReport) async throws -> ReportReceipt {
        guard let id = try await store.delivery(of: report) else { return ReportReceipt(isSuppressed: false) }
        var isSuppressed = false
        for event in report.events {
            let (detail, hasFailed, reason) = Self.meaning(of: event)
            _ = try await store.report(id, detail, hasFailed: hasFailed, suppresses: reason)
            if reason != nil { isSuppressed = true }
        }
        return ReportReceipt(delivery: id, isSuppressed: isSuppressed)
    }

    private static func meaning(of event: MailReport.Event) -> (String, hasFailed: Bool, Suppression.Reason?) {
        switch event {
        case .failed(let status, let detail):
            ("came back: \(detail)", true, DeliveryVerdict.isHardBounce(status) ? .bounce : nil)
        case .told(let detail): (detail, false, nil)
        case .complaint(let kind): ("complaint (\(kind))", false, .complaint)
        }
    }

    private func addMessages(to api: inout API) {
        api.on(
            .post, "/v1/notifications/sms/reports/{token}",
            Operation(
                id: "reportMessage", summary: "What became of a text message, said by its provider", tag: "reports",
                access: .public, parameters: [Self.token],
                request: .bytes("application/x-www-form-urlencoded", limit: 16 << 10),
                responses: [.noContent()], problems: [404])
        ) { [self] input, _ in
            guard let id = SMSReports.delivery(of: input.string("token") ?? "", cursors) else {
                throw NotifierError.deliveryNotFound
            }
            let items = QueryItems(String(buffer: input.body))
            guard let status = items["MessageStatus"], status.wholeMatch(of: /[a-z_]{1,30}/) != nil else {
                throw NotifierError.invalid("MessageStatus", "A word such as delivered is expected.")
            }
            let code = items["ErrorCode"].flatMap { $0.wholeMatch(of: /[0-9]{1,6}/) == nil ? nil : $0 }
            let hasFailed = status == "failed" || status == "undelivered"
            let isThere = try await store.report(
                id, code.map { "\(status) (\($0))" } ?? status, hasFailed: hasFailed,
                // Its owner has answered STOP; it is no telephone that takes messages.
                suppresses: code == "21610" ? .unsubscribe : code == "30006" ? .bounce : nil)
            guard isThere else { throw NotifierError.deliveryNotFound }
            return .empty()
        }
    }
}
