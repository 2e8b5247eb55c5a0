import EventsAPI
import HTTPTypes
import MeshCore
import MeshRuntime

/// Rejected events read again, over HTTP.
struct ReplayRoutes: Sendable {
    let replay: DeadLetterReplay

    func add(to api: inout API) {
        api.on(
            .post, "/v1/collected/rejected/replay",
            Operation(
                id: "replayRejected", summary: "Read rejected events again, by today's sites and schemas",
                tag: "collect", access: EventsAccess.administration, request: .json(ReplayRejected.self),
                responses: [.ok(ReplayReport.self, "What became of them.")], problems: [416])
        ) { [replay] input, context in
            try .json(try await replay.run(input.body, in: replay.desk.log.bounded(by: context.deadline)))
        }
    }
}
