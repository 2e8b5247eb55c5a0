import ArgumentParser
import FoundationEssentials

/// What all commands have that change a service.
struct OperationOptions: ParsableArguments {
    @Argument(help: "The service's name.")
    var service: String

    @OptionGroup var location: MeshLocation

    /// Runs an operation and tells of its steps.
    func operate(_ name: String, _ body: (any Encodable)? = nil) async throws {
        try await Terminal.report {
            try await ControlClient.with(location.folder) { client in
                try await client.operate("/v1/services/\(service)/\(name)", body) { event in
                    if event.outcome == nil || event.outcome == .succeeded { Terminal.say(event.message) }
                    for line in event.log ?? [] { Terminal.note("  | \(line)") }
                }
            }
        }
    }
}
