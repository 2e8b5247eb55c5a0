import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore
import ReportAnalysis
import ReportingAPI

/// Questions of the mesh's own services, about every site.
struct InternalQueryRoutes: Sendable {
    let desk: ReportDesk

    /// A filter may name a thousand values.
    private static let bodyLimit = 256 * 1024

    func add(to api: inout API) {
        api.on(
            .post, "/internal/reports/query",
            Operation(
                id: "queryReportsForServices", summary: "Ask in the shape of Plausible's Stats API v2, for services",
                tag: QueryRoutes.tag, access: .mesh("functions"),
                request: .json(StatsQuestion.self, limit: Self.bodyLimit),
                responses: [.ok(StatsAnswer.self, "Rows, and how exact and how fresh they are.")],
                problems: [404, 422])
        ) { [desk] input, _ in
            let query: ReportQuery
            do {
                query = try ReportQuery(json: input.body.json)
            } catch let error as QueryError {
                throw ReportingError.invalid(error.errors)
            }
            let answer = try await desk.ask(query.siteID, as: .all) { try $0.answer(query).json }
            var reply = HTTPReply.encodedJSON(ByteBuffer(bytes: answer.utf8))
            reply.headers[.cacheControl] = "no-store"
            return reply
        }
    }
}
