import ArgumentParser
import MeshCore

/// `orrery function list`.
struct FunctionListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the functions.")

    @OptionGroup var location: MeshLocation

    @Flag(help: "As JSON, as the API tells it.")
    var json = false

    func run() async throws {
        try await Terminal.report {
            let functions = try await AWSClient.with(location.folder) { try await FunctionDesk(client: $0).all() }
            guard !json else { return Terminal.say(JSONValue.array(functions).prettyPrinted) }
            let rows = functions.map { function in
                [
                    function["FunctionName"]?.stringValue ?? "", function["Runtime"]?.stringValue ?? "",
                    function["Handler"]?.stringValue ?? "", "\(function["MemorySize"]?.intValue ?? 0) MiB",
                    "\(function["Timeout"]?.intValue ?? 0) s", "\((function["CodeSize"]?.intValue ?? 0) >> 10) KiB",
                    function["LastModified"]?.stringValue ?? "",
                ]
            }
            Terminal.say(
                TextTable.text([["FUNCTION", "RUNTIME", "HANDLER", "MEMORY", "TIMEOUT", "CODE", "CHANGED"]] + rows))
        }
    }
}
