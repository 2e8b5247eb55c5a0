package import NIOCore

/// Adds TLS, and the check of who the peer is, to a new channel before anything else is in it; called on the channel's loop.
package typealias ChannelSecurity = @Sendable (_ channel: any Channel) throws -> Void
