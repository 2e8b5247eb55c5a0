/// The times that the changes of a service are measured by.
package struct ServiceTimes: Sendable, Equatable {
    package var instance: InstanceTimes
    /// The time that a candidate must stay ready before it takes over: several probes, in which a service that breaks
    /// with its first work shows it.
    package var proving: Duration

    package init(instance: InstanceTimes = InstanceTimes(), proving: Duration = .milliseconds(300)) {
        self.instance = instance
        self.proving = proving
    }
}
