import HTTPTypes
import Logging
import MeshCore
import MeshRuntime
import MeshTransport
import NIOPosix

/// A service of the runtime whose one operation, `GET /wait`, goes on until it is stopped.
struct Hop: Sendable {
    /// What its handlers saw.
    struct Log: Sendable {
        /// For each handler that began, the milliseconds that were left of its deadline.
        var remaining: [Int64?] = []
        /// How many of them were stopped.
        var stopped = 0
    }

    let name: String
    let log = Mutexed(Log())
    /// What its handlers do; they are stopped when it throws.
    let work: @Sendable (Deadline?) async throws -> Void

    var began: Int { log.value.remaining.count }
    var stopped: Int { log.value.stopped }

    /// The service at the end: waits itself.
    static func last(_ name: String) -> Hop {
        Hop(name: name) { _ in
            await untilCancelled()
            throw CancellationError()
        }
    }

    /// A service that calls the same operation of the next one, within the deadline that it was given.
    static func calling(_ next: ServiceClient, _ name: String) -> Hop {
        Hop(name: name) { deadline in
            let request = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/wait")
            let response = try await next.send(request, deadline: deadline)
            throw UnexpectedAnswer(status: response.status)
        }
    }

    /// As an instance: with the runtime around its operation, as every service has it.
    func backend(dataDirectory: String) throws -> Backend {
        let common = CommonConfiguration(
            ConfigurationValues(texts: ["data.dir": dataDirectory]), fallbackInstance: "\(name)-1")
        let runtime = try Runtime(
            service: name, common: common, group: MultiThreadedEventLoopGroup.singleton,
            logger: Logger(label: name) { _ in SwiftLogNoOpLogHandler() })
        let local = LocalAPI(
            api, environment: RequestEnvironment(), health: HealthState(checks: []), runtime: runtime)
        return Backend(name: name, acceptor: local.acceptor)
    }

    private var api: API {
        var api = API(title: name, version: "1")
        api.on(
            .get, "/wait",
            Operation(id: "wait", summary: "Wait", tag: "hops", access: .public, responses: [.noContent()])
        ) { [log, work] _, context in
            log.change { $0.remaining.append(context.deadline?.remainingMilliseconds(at: .now())) }
            do {
                try await work(context.deadline)
            } catch {
                log.change { $0.stopped += 1 }
                throw error
            }
            return .empty()
        }
        return api
    }
}

/// The next service answered, where it was to wait.
struct UnexpectedAnswer: Error {
    let status: HTTPResponse.Status
}
