import ArgumentParser

/// Serves one small JSON answer through one Hummingbird router on different transports, for `orrery bench transport`.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "TransportBench",
        abstract: "Serves GET /json on one event loop and prints the port that it listens on.",
        subcommands: [MeshServer.self, HummingbirdServer.self])
}
