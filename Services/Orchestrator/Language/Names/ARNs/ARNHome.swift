/// Where a resource is at home: the first fields of its ARN.
package struct ARNHome: Hashable, Sendable {
    package let partition: String
    package let region: String
    package let account: String

    package init(partition: String = "aws", region: String = "us-east-1", account: String = "000000000000") {
        self.partition = partition
        self.region = region
        self.account = account
    }

    /// The ARN of a resource at this home.
    func arn(_ resource: String) -> String { "arn:\(partition):states:\(region):\(account):\(resource)" }
}
