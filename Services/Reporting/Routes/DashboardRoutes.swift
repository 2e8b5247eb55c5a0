import EventCompression
import EventLog
import HTTPTypes
import MeshCore
import MeshRuntime
import ReportDashboard

/// The dashboard's page and what it loads. Anybody may have them: the reports in them are asked for with a token.
struct DashboardRoutes: Sendable {
    private let page: FixedContent
    private let parts: [String: FixedContent]

    init() {
        page = Self.content(of: .page)
        parts = Dictionary(uniqueKeysWithValues: DashboardFile.parts.map { ($0.name, Self.content(of: $0)) })
    }

    func add(to api: inout API) {
        api.on(
            .get, DashboardFile.address,
            Operation(
                id: "getDashboard", summary: "The reports as a page for people", tag: QueryRoutes.tag, access: .public,
                responses: [.content("text/html", "The page.")], conditional: .read, query: .any)
        ) { [page] input, _ in page.reply(to: input.head) }
        let names = DashboardFile.parts.map(\.name)
        api.on(
            .get, "\(DashboardFile.address)/{file}",
            Operation(
                id: "getDashboardFile", summary: "What the page of the reports loads", tag: QueryRoutes.tag,
                access: .public, parameters: [.path("file", .choice(names), "The file's name")],
                responses: [
                    .content("text/javascript", "A module."), .content("text/css", "The style sheet."),
                    .content("image/svg+xml", "The icon."),
                ], conditional: .read)
        ) { [parts] input, _ in
            guard let part = parts[input.string("file") ?? ""] else { throw Problem.notFound() }
            return part.reply(to: input.head)
        }
    }

    private static func content(of file: DashboardFile) -> FixedContent {
        FixedContent(
            file.bytes, gzip: SystemCompression().compress(file.bytes[...], .gzip), mediaType: file.mediaType,
            tag: file.fingerprint, headers: headers)
    }

    /// Instances are replaced one by one, so that a page asks each time whether what it has is still right.
    private static let headers: HTTPFields = {
        var headers: HTTPFields = [.cacheControl: "no-cache", .xContentTypeOptions: "nosniff"]
        for (name, value) in [
            ("content-security-policy", DashboardFile.policy), ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"), ("cross-origin-resource-policy", "same-origin"),
        ] {
            guard let name = HTTPField.Name(name) else {
                preconditionFailure("\(name) is no name of a header field")
            }
            headers[name] = value
        }
        return headers
    }()
}
