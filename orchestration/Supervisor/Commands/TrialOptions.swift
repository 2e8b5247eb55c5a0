import ArgumentParser

/// What the commands have that try failures.
struct TrialOptions: ParsableArguments {
    @Argument(
        help: "SERVICE for all of its instances, or SERVICE/INSTANCE: an id, the beginning of one, or a slot's number.")
    var target: String

    @OptionGroup var location: MeshLocation

    /// Does it, and says whom it met.
    func afflict(_ trial: Trial, _ done: String) async throws {
        let parts = target.split(separator: "/", maxSplits: 1).map(String.init)
        guard let service = parts.first else { throw ValidationError("SERVICE or SERVICE/INSTANCE is expected.") }
        try await Terminal.report {
            let reply = try await ControlClient.with(location.folder) { client in
                try await client.post(
                    "/v1/services/\(service)/\(trial.rawValue)", TrialRequest(instance: parts.dropFirst().first),
                    as: TrialReply.self)
            }
            for instance in reply.instances { Terminal.say("\(done) \(instance)") }
        }
    }
}
