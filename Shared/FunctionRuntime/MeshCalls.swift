import FoundationEssentials
import Glibc

/// Calls of services of the mesh, from a handler: the functions service hands them on, as its own word.
///
/// Which services may be called is set there (`handlers.reach`), and each of them says what `functions` may ask it.
package final class MeshCalls {
    private let connection: RuntimeConnection
    private let prefix: String
    private let key: String

    /// What a service says.
    package struct Answer {
        package let status: Int
        package let body: [UInt8]
    }

    /// Finds the mesh by the environment that a handler is given.
    ///
    /// - Throws: ``MeshRefusal`` where there is none.
    package init() throws {
        guard let address = unsafe getenv("ORRERY_MESH"), let key = unsafe getenv("ORRERY_MESH_KEY") else {
            throw MeshRefusal(
                status: 0, description: "handlers reach nobody here: set handlers.reach of the functions service")
        }
        let url = unsafe String(cString: address).trimmingPrefix("http://")
        let slash = url.firstIndex(of: "/") ?? url.endIndex
        do {
            connection = try RuntimeConnection(authority: String(url[..<slash]))
        } catch {
            throw MeshRefusal(status: 0, description: "ORRERY_MESH is no address of IPv4: \(url)")
        }
        prefix = String(url[slash...])
        self.key = unsafe String(cString: key)
    }

    /// Sends a request and waits for the whole answer. One that was cut off is sent once more: what changes something is to be
    /// such that it may come twice.
    ///
    /// - Parameters:
    ///   - path: With its query.
    ///   - type: The media type of the body.
    /// - Throws: ``MeshRefusal`` for every status but 2xx, and status 0 when the connection breaks.
    package func send(
        _ method: String, _ service: String, _ path: String, type: String = "application/json", body: [UInt8] = []
    ) throws -> Answer {
        var fields = [("orrery-mesh-key", key)]
        if !body.isEmpty { fields.append(("content-type", type)) }
        let answer = try whole(method, "\(prefix)/\(service)\(path)", fields, body)
        guard (200..<300).contains(answer.status) else {
            let words = String(decoding: answer.body.prefix(1000), as: UTF8.self)
            throw MeshRefusal(
                status: answer.status, description: "\(method) \(service)\(path): \(answer.status) \(words)")
        }
        return Answer(status: answer.status, body: answer.body)
    }

    private func whole(
        _ method: String, _ path: String, _ fields: [(String, String)], _ body: [UInt8]
    ) throws -> RuntimeAnswer {
        do throws(LambdaRuntimeError) {
            do throws(LambdaRuntimeError) {
                return try connection.send(method, path, fields: fields, body: body)
            } catch {
                // An idle connection may have been closed.
                return try connection.send(method, path, fields: fields, body: body)
            }
        } catch {
            // An error of the runtime would end the process.
            throw MeshRefusal(status: 0, description: "\(method) \(path): \(error)")
        }
    }
}
