import FoundationEssentials
import FunctionRuntime
import RecommenderModels

/// Makes the recommender's models of a snapshot that lies with the recommender, and leaves them there.
struct ModelShop {
    let calls: MeshCalls
    let version: Int64

    private static let bytes = "application/octet-stream"

    /// Makes a part.
    ///
    /// - Returns: How many bytes it has.
    /// - Throws: `MeshRefusal`; `ModelError`.
    func make(_ part: ModelPart) throws -> Int {
        let snapshot = try snapshot()
        let made = try snapshot.head.recipe.bytes(of: part, from: snapshot)
        _ = try calls.send(
            "PUT", "recommender", "/internal/models/\(version)/parts/\(part.rawValue)", type: Self.bytes, body: made)
        return made.count
    }

    /// Judges what was made, beside what is served.
    ///
    /// - Returns: By how many users.
    /// - Throws: `MeshRefusal`; `ModelError`.
    func judge() throws -> Int {
        let snapshot = try snapshot()
        var parts: [ModelPart: [UInt8]] = [:]
        for part in snapshot.head.recipe.parts { parts[part] = try read("\(version)/parts/\(part.rawValue)") }
        // What was served, and cannot be read any more, is nothing to be held against.
        let present = snapshot.head.present.flatMap { try? TrainedModels(bytes: try read("\($0)/file")) }
        let models = try TrainedModels(parts: parts)
        let figures = snapshot.figures(of: models.weighed(snapshot.weights(of: models)), beside: present)
        _ = try calls.send(
            "PUT", "recommender", "/internal/models/\(version)/figures",
            body: Array(try JSONEncoder().encode(figures)))
        return figures.own?.users ?? 0
    }

    private func snapshot() throws -> TrainingSnapshot { try TrainingSnapshot(bytes: try read("\(version)/snapshot")) }

    private func read(_ path: String) throws -> [UInt8] {
        try calls.send("GET", "recommender", "/internal/models/\(path)").body
    }
}
