/// When a silent connection is asked for a sign of life, and when it is given up.
package struct LivenessPolicy: Sendable {
    /// With exchanges open and nothing received for so long, a PING is sent: longer than most answers take, far shorter than a person notices.
    package var silence: Duration = .milliseconds(250)
    /// A PING that is unanswered for so long, with nothing else received, ends the connection: longer than any pause of a healthy process.
    package var patience: Duration = .milliseconds(750)
    /// An idle connection is asked so often, so that the first request after a pause does not find a dead one.
    package var idleInterval: Duration = .seconds(2)

    package init() {}
}
