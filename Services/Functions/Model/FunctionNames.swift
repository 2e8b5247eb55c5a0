/// The names that functions have in AWS's form, in one account and region.
struct FunctionNames: Sendable, Hashable {
    let region: String
    let account: String

    /// - Parameter qualifier: A version or an alias; nil for the function as such.
    func arn(_ function: String, _ qualifier: String? = nil) -> String {
        let suffix = qualifier.map { ":\($0)" } ?? ""
        return "arn:aws:lambda:\(region):\(account):function:\(function)\(suffix)"
    }

    /// The function of an ARN that is one of ours; nil for any other target.
    func function(of arn: String) -> FunctionReference? {
        guard arn.hasPrefix("arn:aws:lambda:\(region):\(account):function:") else { return nil }
        // What is no reference is no function of ours: nothing else can be wrong with it.
        return try? FunctionReference(arn)
    }
}
