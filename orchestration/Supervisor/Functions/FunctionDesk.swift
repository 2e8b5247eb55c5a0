import Crypto
import FoundationEssentials
import HTTPTypes
import MeshCore
import MeshRuntime

/// What the commands do with functions, through their API.
struct FunctionDesk: Sendable {
    static let functionsPath = "/2015-03-31/functions"

    /// What became of a function that was deployed.
    enum Change: String, Sendable {
        case created, updated, unchanged
    }

    let client: AWSClient

    /// Makes a function what its folder says.
    ///
    /// - Parameter programs: The folder with the built programs.
    /// - Throws: ``AWSRefusal``; ``CommandFailure``.
    func deploy(_ folder: FunctionFolder, programs: String) async throws -> Change {
        let code = try folder.code(programs: programs)
        let change = try await put(folder, code)
        if let concurrency = folder.manifest.concurrency {
            _ = try await client.functions(
                .put, "/2017-10-31/functions/\(folder.name)/concurrency",
                ["ReservedConcurrentExecutions": .int(Int64(concurrency))])
        }
        return change
    }

    private func put(_ folder: FunctionFolder, _ code: [UInt8]) async throws -> Change {
        let path = "\(Self.functionsPath)/\(folder.name)"
        let known: JSONValue
        do {
            known = try await client.functions(.get, "\(path)/configuration")
        } catch let refusal as AWSRefusal where refusal.type == "ResourceNotFoundException" {
            var request = folder.settings
            request["FunctionName"] = .string(folder.name)
            request["Code"] = ["ZipFile": .string(Data(code).base64EncodedString())]
            _ = try await client.functions(.post, Self.functionsPath, request)
            return .created
        }
        var change = Change.unchanged
        if known["CodeSha256"]?.stringValue != Data(SHA256.hash(data: code)).base64EncodedString() {
            _ = try await client.functions(
                .put, "\(path)/code", ["ZipFile": .string(Data(code).base64EncodedString())])
            change = .updated
        }
        if !Self.agrees(known, with: folder.settings) {
            _ = try await client.functions(.put, "\(path)/configuration", folder.settings)
            change = .updated
        }
        return change
    }

    /// Whether a function is set as its folder says.
    static func agrees(_ known: JSONValue, with settings: JSONObject) -> Bool {
        settings.allSatisfy { name, value in
            if name == "Environment" {
                return (known[name]?["Variables"] ?? [:]) == (value["Variables"] ?? [:])
            }
            return (known[name] ?? "") == value
        }
    }

    /// All functions, in the order of the service.
    func all() async throws -> [JSONValue] {
        var functions: [JSONValue] = []
        var marker = ""
        repeat {
            let page = try await client.functions(
                .get,
                "\(Self.functionsPath)/?MaxItems=50\(marker.isEmpty ? "" : "&Marker=\(PercentEncoding.encode(marker))")"
            )
            functions += page["Functions"]?.arrayValue ?? []
            marker = page["NextMarker"]?.stringValue ?? ""
        } while !marker.isEmpty
        return functions
    }
}
