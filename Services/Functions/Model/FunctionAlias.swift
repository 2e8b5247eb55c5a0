import MeshCore

/// A name for a version, which may send a share of the calls to a second one.
struct FunctionAlias: Sendable, Hashable, Codable {
    let function: String
    let name: String
    var version: String
    var description: String
    /// Shares from 0 to 1 of the calls that go to other versions.
    var weights: [String: Double]
    var revision: String

    /// The version that a call goes to.
    ///
    /// - Parameter point: Evenly from 0 up to 1.
    func choose(at point: Double) -> String {
        var edge = 0.0
        for (version, weight) in weights.sorted(by: { $0.key < $1.key }) {
            edge += weight
            if point < edge { return version }
        }
        return version
    }

    /// Reads the weights of a `RoutingConfig`.
    ///
    /// - Returns: nil when the document says nothing of them.
    /// - Throws: ``FunctionsError``.
    static func weights(of document: LambdaDocument) throws(FunctionsError) -> [String: Double]? {
        guard let routing = try document.document("RoutingConfig") else { return nil }
        guard let value = routing.members["AdditionalVersionWeights"], value != .null else { return [:] }
        guard let members = value.objectValue else {
            throw .serialization("AdditionalVersionWeights is expected to be a map.")
        }
        var weights: [String: Double] = [:]
        for (version, weight) in members {
            guard let share = weight.doubleValue, (0...1).contains(share) else {
                throw .invalidParameter("The weight of version \(version) must be from 0.0 to 1.0.")
            }
            guard Int(version).map({ $0 > 0 }) == true else {
                throw .invalidParameter("\(version) is no published version; only those take a share of an alias.")
            }
            weights[version] = share
        }
        guard weights.count <= 1 else {
            throw .invalidParameter("Number of items in AdditionalVersionWeights cannot be greater than 1")
        }
        return weights
    }
}
