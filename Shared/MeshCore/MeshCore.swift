/// MeshCore
