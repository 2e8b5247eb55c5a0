import EventCollection
import EventCompression
import EventLog
import HTTPTypes
import MeshRuntime

/// The script with which pages measure themselves.
struct ScriptRoutes: Sendable {
    private let script: FixedContent

    init() {
        let bytes = Array(CollectScript.served.utf8)
        var headers: HTTPFields = [.cacheControl: "public, max-age=86400", .accessControlAllowOrigin: "*"]
        headers[Self.resourcePolicy] = "cross-origin"
        script = FixedContent(
            bytes, gzip: SystemCompression().compress(bytes[...], .gzip), mediaType: "text/javascript; charset=utf-8",
            tag: CollectScript.fingerprint, headers: headers)
    }

    func add(to api: inout API) {
        api.on(
            .get, CollectScript.path,
            Operation(
                id: "getCollectScript", summary: "The script with which pages measure themselves", tag: "collect",
                access: .public, responses: [.content("text/javascript", "The script.")], conditional: .read,
                query: .any)
        ) { [script] input, _ in script.reply(to: input.head) }
    }

    private static let resourcePolicy: HTTPField.Name = {
        guard let name = HTTPField.Name("cross-origin-resource-policy") else {
            preconditionFailure("cross-origin-resource-policy is no name of a header field")
        }
        return name
    }()
}
