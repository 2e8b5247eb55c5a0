import EventCollection
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore
import NotifierAPI

/// What those who took a notification say became of it, over HTTP.
struct ReportRoutes: Sendable {
    let store: NotifierStore
    let cursors: Cursors

    private static let token = Parameter.path("token", .string(1...2048), "What the message's address ends in")

    func add(to api: inout API) {
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
