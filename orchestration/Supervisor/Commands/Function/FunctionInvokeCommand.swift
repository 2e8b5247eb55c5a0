import ArgumentParser
import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime
import NIOCore

/// `orrery function invoke`.
struct FunctionInvokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invoke", abstract: "Calls a function and prints its answer.",
        discussion:
            "The end of its log goes to standard error with --log. It ends with code 1 when the function failed.")

    @OptionGroup var location: MeshLocation

    @Argument(help: "The function's name; NAME:VERSION or NAME:ALIAS for another version than the newest code.")
    var name: String

    @Option(help: "The payload as JSON, @FILE, or - for standard input.")
    var payload = "{}"

    @Flag(help: "Leaves it in the queue of events and does not wait.")
    var event = false

    @Flag(help: "Prints the last lines of its log as well.")
    var log = false

    func run() async throws {
        try await Terminal.report {
            let bytes = Array(try PayloadText.read(payload).utf8)
            let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
            let qualifier = parts.count == 2 ? "?Qualifier=\(PercentEncoding.encode(parts[1]))" : ""
            let path =
                "\(FunctionDesk.functionsPath)/\(PercentEncoding.encode(parts.first ?? ""))/invocations\(qualifier)"
            let headers = [
                "X-Amz-Invocation-Type": event ? "Event" : "RequestResponse", "X-Amz-Log-Type": log ? "Tail" : "None",
            ]
            let answer = try await AWSClient.with(location.folder) { client in
                do {
                    return try await client.invoke(.post, path, bytes, headers: headers)
                } catch let refusal as AWSRefusal where refusal.type == "ResourceNotFoundException" {
                    throw CommandFailure.failed(
                        "there is no function '\(name)'; `orchestration/orrery function list` tells which there are, `function deploy` brings others"
                    )
                }
            }
            if let tail = answer.headers[.amazon("X-Amz-Log-Result")].flatMap({ Data(base64Encoded: $0) }) {
                Terminal.note(String(decoding: tail, as: UTF8.self))
            }
            if answer.body.readableBytes > 0 { Terminal.say(String(buffer: answer.body)) }
            if let fault = answer.headers[.amazon("X-Amz-Function-Error")] {
                throw CommandFailure.failed("the function failed (\(fault))")
            }
        }
    }
}
