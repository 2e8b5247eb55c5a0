import ArgumentParser

/// `orrery scale`.
struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Changes how many instances of a service run, until the mesh goes down.")

    @OptionGroup var options: OperationOptions

    @Argument(help: "How many, from 0 to 16.")
    var count: Int

    func validate() throws {
        guard (0...16).contains(count) else { throw ValidationError("The number of instances must be from 0 to 16.") }
    }

    func run() async throws {
        try await options.operate("scale", ScaleRequest(instances: count))
    }
}
