import MeshCore
package import MeshRuntime
import StatesLanguage

/// What may be set for the orchestrator, and why each limit is what it is.
package struct OrchestratorConfiguration: MeshConfiguration {
    package static let service = "orchestrator"
    package static let summary = "orchestrator: workflows in the Amazon States Language, and their executions."

    /// Which limits executions have.
    enum Profile: String, Sendable, CaseIterable {
        /// Those of AWS, exactly.
        case aws
        /// Neither payloads nor histories are limited.
        case unbounded
    }

    /// Who may call the Step Functions API.
    enum Callers: String, Sendable, CaseIterable {
        /// Who signs with a key of identity's.
        case signed
        /// Everybody who reaches the port.
        case anybody
    }

    let region: String
    let account: String
    let profile: Profile
    let callers: Callers
    let bucketDirectory: String?
    let functionLimits: [String: DispatchLimit]
    let patience: Duration
    let outage: Duration
    let missedTimes: MissedTimes
    let retention: Duration

    private static let regionKey = ConfigurationKey.string(
        "aws.region", default: "us-east-1", "The region that names stand in.")
    private static let accountKey = ConfigurationKey.string(
        "aws.account", default: "000000000000", "The account that names stand in: 12 digits.")
    private static let callersKey = ConfigurationKey.choice(
        "aws.callers", default: Callers.signed,
        "Who may call the Step Functions API; anybody is for a process of one's own that one tries things with.")
    private static let profileKey = ConfigurationKey.choice(
        "executions.profile", default: Profile.aws,
        "aws holds payloads to 256 KiB and histories to 25,000 events; unbounded does neither.")
    private static let bucketsKey = ConfigurationKey.optionalString(
        "buckets.dir", "The folder whose folders stand for buckets, for items and results of distributed maps.")
    private static let limitsKey = ConfigurationKey<[String: DispatchLimit]>(
        "dispatch.limits", form: "NAME=CONCURRENCY[/PER-SECOND], separated by commas", default: [:], standardText: nil,
        "How many tasks of a function or a service are under way at once, and begin in a second."
    ) { DispatchLimitText.limits($0) }
    // Longer than the 15 minutes of a function, so that it is the function's time that ends the call.
    private static let patienceKey = ConfigurationKey.duration(
        "tasks.patience", in: .seconds(1)...(.seconds(3600)), default: .seconds(930),
        "How long a function or a service is waited for.")
    // Several times what an instance takes to be started anew.
    private static let outageKey = ConfigurationKey.duration(
        "tasks.outage", in: .zero...(.seconds(900)), default: .seconds(60),
        "How long a function is called again, under the same token, when no instance of the functions service answers.")

    // 90 days, as at AWS: so long a name stays taken, too.
    private static let retentionKey = ConfigurationKey.duration(
        "executions.retention", in: .seconds(60)...(.seconds(366 * 86_400)), default: .seconds(90 * 86_400),
        "How long an execution and its history stay after its end.")
    private static let missedKey = ConfigurationKey.choice(
        "schedules.missed", default: MissedTimes.once,
        "What is done about times of schedules that passed while nothing ran: once runs the last of them, skip none, all each. A group's tag orrery:missed-times says otherwise."
    )

    package static let keys: [any AnyConfigurationKey] = [
        regionKey, accountKey, callersKey, profileKey, bucketsKey, limitsKey, patienceKey, outageKey, missedKey,
        retentionKey,
    ]

    package init(_ values: ConfigurationValues) throws(ConfigurationError) {
        region = values[Self.regionKey]
        account = values[Self.accountKey]
        callers = values[Self.callersKey]
        profile = values[Self.profileKey]
        bucketDirectory = values[Self.bucketsKey]
        functionLimits = values[Self.limitsKey]
        patience = values[Self.patienceKey]
        outage = values[Self.outageKey]
        missedTimes = values[Self.missedKey]
        retention = values[Self.retentionKey]
    }

    /// The limits of executions.
    var limits: ExecutionLimits {
        switch profile {
        case .aws: .aws
        case .unbounded: .unbounded
        }
    }
}
