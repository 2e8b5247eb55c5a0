import JetStreamLog
import Logging
import MeshCore
import NatsServers

extension NatsCluster {
    /// Runs an instance of the log for the time of a closure.
    func withLog<Value: Sendable>(
        _ instance: String = "one", clock: any WallClock = SystemWallClock(),
        _ body: (JetStreamLog) async throws -> Value
    ) async throws -> Value {
        var configuration = JetStreamConfiguration(servers: urls)
        configuration.replicas = nodes.count
        var logger = Logger(label: "log-tests")
        logger.logLevel = .critical
        let log = try await JetStreamLog(configuration, instance: instance, clock: clock, logger: logger)
        let result: Result<Value, any Error>
        do { result = .success(try await body(log)) } catch { result = .failure(error) }
        try await log.close()
        return try result.get()
    }
}
