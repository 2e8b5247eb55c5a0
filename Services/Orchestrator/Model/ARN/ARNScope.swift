/// The account and the region that all names of this mesh stand in.
struct ARNScope: Hashable, Sendable {
    let region: String
    let account: String

    /// The name of something in this account.
    func text(_ resource: StatesResource) -> String {
        "arn:aws:states:\(region):\(account):\(resource.path)"
    }

    /// Reads the name of something of Step Functions.
    ///
    /// - Throws: ``OrchestratorError/invalidARN(_:)`` when it is no such name.
    /// - Returns: nil when it stands in another account or region, where we know of nothing.
    func resource(of arn: String) throws(OrchestratorError) -> StatesResource? {
        let fields = arn.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false).map(String.init)
        guard fields.count == 6, fields[0] == "arn", fields[1].hasPrefix("aws"), fields[2] == "states" else {
            throw .invalidARN("Invalid ARN prefix: \(arn)")
        }
        guard let resource = StatesResource(path: fields[5]) else {
            throw .invalidARN("Invalid ARN: \(arn)")
        }
        return fields[3] == region && fields[4] == account ? resource : nil
    }
}
